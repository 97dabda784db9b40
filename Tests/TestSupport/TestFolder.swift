import Foundation

/// Files of the tests of this process; they go away with it.
package enum TestFolder {
  private static let root: URL = {
    let name = "souk-tests-\(ProcessInfo.processInfo.processIdentifier)"
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    atexit { try? FileManager.default.removeItem(at: TestFolder.root) }
    return folder
  }()

  /// A folder that nobody else uses; it is made by this call.
  package static func make() throws -> URL {
    let folder = root.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
