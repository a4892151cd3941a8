"""How long what people wrote is kept, and how it goes: by age, or by the numbers of cases."""
