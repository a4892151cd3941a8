import-required-undecided = { $name } does not tell month from day, as in "{ $value }": no number above 12 in the column decides; choose the order of dates in the mapping (in a profile, dates: month or day)
import-required-no-date = { $name } is the placeholder "{ $value }", which is no date
import-undecided-date = { $name }: "{ $value }" does not tell month from day and is left blank; choose the order of dates in the mapping (in a profile, dates: month or day)
import-no-date = { $name }: "{ $value }" is a placeholder and counts as no date
timezone-unknown = SHIRONG_TIMEZONE says "{ $name }", which is no time zone; write a name such as Asia/Shanghai
