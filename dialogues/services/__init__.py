"""The verbs of the dialogue itself, one module per concern; import the module that holds the verb."""
