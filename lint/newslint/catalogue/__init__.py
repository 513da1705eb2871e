"""Which rules exist, what each says about itself, and how a run builds the ones it selects."""
