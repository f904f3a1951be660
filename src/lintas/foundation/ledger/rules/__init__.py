"""The pure side of the ledger: bytes in, hashes, proofs and judgements out; no database, clock or settings."""
