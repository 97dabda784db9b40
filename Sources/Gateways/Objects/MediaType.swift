/// The media types of the files that Souk stores.
enum MediaType {
  private static let typeByExtension: [String: String] = [
    "webp": "image/webp", "avif": "image/avif", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif",
    "csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
  ]

  /// The type that the end of a file name stands for; a stream of bytes for all that a browser should not
  /// open.
  static func of(fileName: String) -> String {
    guard let dot = fileName.lastIndex(of: ".") else { return "application/octet-stream" }
    let ending = fileName[fileName.index(after: dot)...].lowercased()
    return typeByExtension[ending] ?? "application/octet-stream"
  }
}
