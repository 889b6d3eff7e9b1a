"""Phase 3, Monitoring and Donor Alignment: commitments of the Roadmap and what became of them, and the trace through all floors."""
