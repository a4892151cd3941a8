indicator-unknown = There is no indicator "{ $name }". There are: { $allowed }
indicator-unknown-rule = There is no counting rule "{ $name }". There are: { $allowed }
indicator-unknown-part = There is no part "{ $name }". There are: { $allowed }
indicator-unknown-column = The facts of the indicator { $indicator } have no column "{ $name }" to group or filter by.
