"""Read the configuration: `source` finds and reads the files, `read` turns them into a `Config`,
`show` prints one."""
