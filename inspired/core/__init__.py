"""The shared floor: people, the access door, ports, audit trail, jobs, outbox and UI components. Imports no package of ours."""
