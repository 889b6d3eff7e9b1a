"""Phase 2, Consensus Building: challenges, evaluative criteria, options, their appraisal and the recommendations of the Roadmap."""
