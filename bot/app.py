"""The composition root: settings to storage, providers, engine and Slack app; opens and closes them."""
