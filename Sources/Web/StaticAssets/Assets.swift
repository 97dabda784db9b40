import Foundation
import Kernel

/// The files of `Sources/Web/Assets`, read once and addressed by their content: `app.css` is served as
/// `/assets/app.<hash>.css`, which browsers may keep for a year.
package enum Assets {
  /// Where the files are served.
  static let prefix = "/assets/"

  /// The address of a file by its name below the folder, as `app.css`. An unknown name answers an address
  /// that gives 404.
  package static func path(_ name: String) -> String { table.paths[name] ?? prefix + name }

  /// Every file, read at the first use.
  static let table = AssetTable(files: folderFiles())

  private static func folderFiles() -> [String: [UInt8]] {
    guard let folder = Bundle.module.url(forResource: "Assets", withExtension: nil) else { return [:] }
    let root = folder.resolvingSymlinksInPath().path + "/"
    var files: [String: [UInt8]] = [:]
    let walk = FileManager.default.enumerator(
      at: folder.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)
    while let file = walk?.nextObject() as? URL {
      let path = file.resolvingSymlinksInPath().path
      guard path.hasPrefix(root), !file.lastPathComponent.hasPrefix("."),
        let data = FileManager.default.contents(atPath: path), !file.hasDirectoryPath
      else { continue }
      files[String(path.dropFirst(root.count))] = Array(data)
    }
    return files
  }
}
