"""The CSL formats: items in JSON and YAML."""
