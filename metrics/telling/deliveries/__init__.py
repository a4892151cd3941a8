"""Ways to deliver a parcel: each one function, `deliver(parcel, settings)`, that returns when it
arrived and raises NotDelivered, or Unsure when nobody knows."""
