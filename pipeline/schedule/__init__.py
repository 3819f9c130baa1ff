"""`adhesion schedule`: a systemd service and timer (or a line for cron) that start `adhesion run`."""
