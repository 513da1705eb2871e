"""Check URLs over the network: safely, politely, once per run, with cached verdicts."""
