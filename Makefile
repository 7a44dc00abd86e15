.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: help run test check bench lock install browser format

help:  ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run  ## Start Galley (the playground in a browser until Slack's tokens are set)
	$(BIN)/galley run

test: $(VENV)/.dev browser  ## Run every test
	$(BIN)/python -m pytest -n 4 --dist loadfile

check: $(VENV)/.dev  ## Formatting, lint, types and import rules
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## Format, and mend what can be mended by itself
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(VENV)/.dev  ## Measure, each figure beside a floor from the same run
	$(BIN)/python -m bench

lock: $(VENV)/.dev  ## Pin the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --no-annotate \
	    --upgrade --exclude-newer "1 week" --custom-compile-command "make lock" -o constraints.txt

install: $(VENV)/.run  ## Build .venv with the pinned versions and the galley command in it

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Galley into $(VENV): a minute, the first time."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . -c constraints.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "Installing what the tests and checks need into $(VENV)."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev -c constraints.txt
	@touch $@

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	    echo "The browser tests need Chromium; installing it."; \
	    apt-get update -qq && apt-get install -y -qq chromium fonts-noto-color-emoji >/dev/null; }
