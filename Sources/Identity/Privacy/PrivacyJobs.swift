import Kernel
import Persistence

private let purgeEverySeconds: Int64 = 6 * 60 * 60

/// Exports, erasures and retention.
package enum PrivacyJobs {
  /// Registers the handlers and what runs by the clock.
  package static func register(in registry: inout JobRegistry, _ identity: Identity) throws {
    registry.on(RemovePictures.self) { job, _ in try await identity.removePictures(job.keys) }
    registry.on(RemoveExports.self) { job, _ in try await identity.removeExports(job.keys) }
    registry.on(EraseTraces.self) { job, _ in
      try await identity.eraseTraces(job.erasure, isFinal: job.isFinal)
    }
    registry.on(BuildExport.self) { job, context in
      do {
        try await identity.buildExport(job.export, at: job.key)
      } catch  where context.isLastAttempt {
        try await identity.giveUpExport(job.export)
        throw error
      }
    }
    registry.on(PurgePersonalData.self) { _, _ in try await identity.purgePersonalData() }
    try registry.every(seconds: purgeEverySeconds, PurgePersonalData())
  }
}
