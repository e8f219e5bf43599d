# Needs Python 3.11 or newer and make, nothing else: .venv is built from the lock when it is missing or stale.

.DEFAULT_GOAL := help
.PHONY: help demo run install upgrade uninstall test crash simulation mutation bench bench-full bench-photos bench-card bench-desk bench-year check fix dev lock example

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.* ## /  make \1\t/p' Makefile | expand -t 22

demo: ## a whole contest week on a pretend Facebook, in under a minute
	@.ci/venv runtime
	@.venv/bin/captionbot demo

run: ## the bot and the desk, with the settings in .env
	@.ci/venv runtime
	@.venv/bin/captionbot run

install: ## captionbot as a service of this machine, for good; says first what it will do (DRY_RUN=1: only that)
	@deploy/service install

upgrade: ## the service brought to this checkout's version: backup, migrate, check, back again where that fails
	@deploy/service upgrade

uninstall: ## the service taken away; settings, record and photos stay
	@deploy/service uninstall

test: ## everything: format, lint, types, every test (if you change the code)
	@.ci/venv dev
	@.ci/test

crash: ## a week killed at every syscall, twice over, its lease taken, then years by seed (HOURS=2)
	@.ci/venv dev
	@.venv/bin/python -m tests.crash --hours $(or $(HOURS),2)

simulation: ## ten minutes of years played in one process, with faults by seed
	@.ci/venv dev
	@CAPTIONBOT_LONGER=1 .venv/bin/pytest -q -n 2 tests/simulation
	@.venv/bin/python -m tests.simulation --from-seed $$(date +%s) --minutes 10

mutation: ## how many planted faults the tests of the effect layer find (half an hour)
	@.ci/venv dev
	@.ci/mutation

bench: ## everything that is measured, beside what people would use instead (ten minutes)
	@.ci/venv dev
	@.venv/bin/python -m bench

bench-full: ## the same with the largest sizes, a million comments (half an hour)
	@.ci/venv dev
	@.venv/bin/python -m bench --full

bench-photos: ## preparing photos, beside vipsthumbnail and plain Pillow
	@.ci/venv dev
	@.venv/bin/python -m bench.photos

bench-card: ## drawing the winner's card, beside one plain line by Pillow
	@.ci/venv dev
	@.venv/bin/python -m bench.card

bench-desk: ## the desk's pages with a viral thread and ten years of contests, beside plain sqlite3
	@.ci/venv dev
	@.venv/bin/python -m bench.desk

bench-year: ## a year of weeks in one daemon: memory, open files, database (half an hour)
	@.ci/venv dev
	@.venv/bin/python -m bench.year

check: ## format, lint and types alone
	@.ci/venv dev
	@.ci/check

fix: ## format the code, and mend what the linter can
	@.ci/venv dev
	@.venv/bin/ruff check -q --fix
	@.venv/bin/ruff format -q

dev: ## a .venv with everything that developers need
	@.ci/venv dev
	@echo "Ready: . .venv/bin/activate"

lock: ## requirements*.lock anew from pyproject.toml
	@.ci/venv dev
	@.ci/lock

example: ## .env.example anew from captionbot/settings
	@.ci/venv runtime
	@.venv/bin/python -c 'from captionbot.settings import example_env; print(example_env(), end="")' > .env.example.new
	@mv .env.example.new .env.example
