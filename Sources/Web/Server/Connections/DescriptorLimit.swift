import Foundation

/// How many files, sockets included, the system lets this process have open.
package struct DescriptorLimit: Equatable, Sendable {
  /// What holds.
  package let soft: Int
  /// What the process may raise it to.
  package let hard: Int

  /// More than a machine's connections and files need; some systems allow a billion.
  private static let sensible = 65_536
  /// Of all descriptors, the part that connections leave to the files that their requests read and write.
  private static let partForFiles = 4

  /// A limit of these numbers.
  package init(soft: Int, hard: Int) {
    self.soft = soft
    self.hard = hard
  }

  /// The limit that holds now.
  package static func current() -> DescriptorLimit {
    var limits = rlimit()
    guard getrlimit(resource, &limits) == 0 else { return DescriptorLimit(soft: 1024, hard: 1024) }
    return DescriptorLimit(soft: Int(clamping: limits.rlim_cur), hard: Int(clamping: limits.rlim_max))
  }

  /// Raises the soft limit as far as the hard one and good sense allow. Returns the limits before and after; they are the
  /// same when nothing was to be raised or the system refused.
  package static func raise() -> (before: DescriptorLimit, after: DescriptorLimit) {
    let before = current()
    let wanted = min(before.hard, sensible)
    var limits = rlimit()
    guard wanted > before.soft, getrlimit(resource, &limits) == 0 else { return (before, before) }
    limits.rlim_cur = rlim_t(wanted)
    guard setrlimit(resource, &limits) == 0 else { return (before, before) }
    return (before, current())
  }

  /// The connections of clients that fit, when the rest of the program needs `reserve` descriptors at once and requests
  /// open files, too.
  package func connections(reserve: Int) -> Int {
    max(DescriptorLimit.fewest, soft - soft / DescriptorLimit.partForFiles - reserve)
  }

  /// With fewer there is nothing to serve with; the system's limit is too low then, and the log shows it.
  private static let fewest = 16

  #if os(Linux)
    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let resource = RLIMIT_NOFILE
  #endif
}
