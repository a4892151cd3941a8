check-table-own-figures = Own figures
check-field-figure = Figure
check-field-numerator = Numerator
check-field-denominator = Denominator
check-field-together = How parts make a longer period
