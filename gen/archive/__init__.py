"""An output folder that knows what each of its files was made of: what is out of date is made again, and nothing else."""
