import Persistence

/// A database's tables, columns, indexes, constraints, triggers and functions as lines of text, to compare two of them.
enum SchemaDump {
  static func lines(_ snapshot: Snapshot) throws -> [String] {
    switch snapshot.engine {
    case .sqlite:
      try snapshot.values(
        """
        SELECT type || ' ' || name || ': ' || COALESCE(sql, '') FROM sqlite_master
        WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY type, name
        """)
    case .postgres: try columns(snapshot) + constraints(snapshot) + indexes(snapshot) + code(snapshot)
    }
  }

  private static func columns(_ snapshot: Snapshot) throws -> [String] {
    try snapshot.values(
      """
      SELECT CAST(CONCAT_WS(' ', 'column', table_name, ordinal_position, column_name, data_type, is_nullable,
        column_default, collation_name) AS TEXT)
      FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position
      """)
  }

  private static func constraints(_ snapshot: Snapshot) throws -> [String] {
    try snapshot.values(
      """
      SELECT CAST(CONCAT_WS(' ', 'constraint', c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)) AS TEXT)
      FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = 'public'
      ORDER BY c.conrelid::regclass::text, c.conname
      """)
  }

  private static func indexes(_ snapshot: Snapshot) throws -> [String] {
    try snapshot.values(
      """
      SELECT CAST(CONCAT_WS(' ', 'index', indexdef) AS TEXT) FROM pg_indexes WHERE schemaname = 'public'
      ORDER BY tablename, indexname
      """)
  }

  private static func code(_ snapshot: Snapshot) throws -> [String] {
    let triggers: [String] = try snapshot.values(
      "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text, tgname"
    )
    let functions: [String] = try snapshot.values(
      """
      SELECT CAST(CONCAT_WS(' ', p.proname, p.prosrc) AS TEXT) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'public' AND p.prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c') ORDER BY p.proname
      """)
    return triggers + functions
  }
}
