"""Settings: her words, how it looks to someone beside her, when it locks, her country, and what can be seen."""
