"""What follows of a ranking: the steps that the scheme's ladder orders, the register of what was
decided and took place, who answers for a unit; the place above; campaigns."""
