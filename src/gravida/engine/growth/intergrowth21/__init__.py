"""The INTERGROWTH-21st standards, one module per paper."""
