import Kernel
import Persistence

/// Removes files of documents that no row names any more.
struct RemoveDocumentFiles: Job {
  static let kind = "vendors.documents.remove"

  let keys: [String]
}

/// The jobs of documents.
package enum DocumentJobs {
  /// Registers the handlers.
  package static func register(in registry: inout JobRegistry, _ vendors: Vendors) {
    registry.on(RemoveDocumentFiles.self) { job, _ in try await vendors.removeDocumentFiles(job.keys) }
  }
}

extension Vendors {
  func removeDocumentFiles(_ keys: [String]) async throws {
    for key in keys where try await !database.read({ try DocumentStore.isUsed(key, $0) }) {
      try await documents.objects.delete(key)
    }
  }
}
