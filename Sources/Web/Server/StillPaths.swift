/// Addresses whose answers no change of what is kept in memory concerns: files, which have another address when they are
/// another, and what tells how the program is, as of a database that hangs.
enum StillPaths {
  private static let paths: Set<Substring> = HealthRoutes.paths.union(["/metrics", "/favicon.ico"])
  private static let folders = [Assets.prefix, "/media/"]

  static func contains(_ path: Substring) -> Bool {
    paths.contains(path) || folders.contains { path.hasPrefix($0) }
  }
}
