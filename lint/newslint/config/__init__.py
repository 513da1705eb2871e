"""From TOML to settings: `source` finds and reads the files, `read` makes a `Config` of them,
`show` writes one down."""
