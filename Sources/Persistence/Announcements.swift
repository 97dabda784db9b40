/// What nodes announce to each other. It says only that there is something to look at, and may be lost.
package enum Channel: String, Sendable {
  case catalog = "souk_catalog"
}

/// Somebody who hears announcements.
package protocol Listening: Sendable {
  /// Ends it. The thread ends soon after.
  func stop()
}

extension Database {
  /// Tells the nodes that listen, this one as well. Not for within a transaction: announcements end one after the other,
  /// in the whole server. Nothing on SQLite, which has one node. Throws `DatabaseError`.
  package func announce(_ channel: Channel) async throws {
    guard engine == .postgres else { return }
    _ = try await read { snapshot in
      try snapshot.value("SELECT CAST(pg_notify(\(channel.rawValue), '') AS TEXT)", as: String.self)
    }
  }
}
