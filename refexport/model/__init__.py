"""The model: values without I/O, configuration or logging."""
