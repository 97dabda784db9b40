import Logging
import Web

// Descriptors: clients' connections get what the rest of the program leaves.
extension Assembly {
  /// Listening, event loops, the log, the embedded database's files.
  private static let descriptorsOfTheProgram = 64
  /// Files and connections to other sites that one job has open: an import, a picture, a mail.
  private static let descriptorsPerJob = 8

  /// Lets the process have as many open files as the system allows, and says in the log what came of it.
  package func raiseDescriptorLimit() {
    let (before, after) = DescriptorLimit.raise()
    let limits = connectionLimits(after)
    var metadata: Logger.Metadata = [
      "open_files_before": "\(before.soft)", "open_files": "\(after.soft)",
      "open_files_hard": "\(after.hard)",
      "connections": "\(limits.total)", "connections_per_address": "\(limits.perAddress)",
    ]
    if limits.total < settings.connections.maximum {
      metadata["wanted_connections"] = "\(settings.connections.maximum)"
      logger.warning("the limit on open files allows fewer connections than are set", metadata: metadata)
    } else {
      logger.notice("limit on open files", metadata: metadata)
    }
  }

  /// What clients may have under this limit on open files. The database's pool, replicas included, and the jobs come first.
  package func connectionLimits(_ descriptors: DescriptorLimit) -> ConnectionLimits {
    let reserve =
      Self.descriptorsOfTheProgram + 2 * settings.databasePoolSize + Self.descriptorsPerJob
      * settings.jobWorkers
    var limits = ConnectionLimits()
    limits.total = min(settings.connections.maximum, descriptors.connections(reserve: reserve))
    limits.perAddress = settings.connections.maximumPerAddress
    return limits
  }
}
