"""The words of Galley and the rules among them: pure, no input or output, no Slack."""
