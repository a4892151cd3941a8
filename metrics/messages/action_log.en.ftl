# Action log and notes
record-busy = Somebody else is writing in this folder; try again in a moment.
record-none = There is no record “{ $id }”.
record-taken = “{ $id }” is in use already, or cannot name a file (small letters, digits, Chinese characters, -); choose another.
action-log-score = Score
action-log-measure = “{ $measure }” cannot measure an action: write score, or the id of an indicator of which one direction is better (see the catalogue of indicators); for a given score given_score:ITEM.
action-log-no-reason = An action that is withdrawn needs a reason.
action-log-withdrawn-before = The action “{ $id }” has been withdrawn before.
note-when = Write day (one day) or period, one of the two.
note-whose = An explanation by a unit names the unit.
