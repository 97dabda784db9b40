/// How much of the machine the contents of requests may take.
struct UploadSettings: Sendable {
  let memoryBytes: Int
  let diskBytes: Int
}

extension Settings {
  private static let megabyte = 1024 * 1024

  /// What is set about uploads.
  static func uploads(_ reader: inout SettingsReader) -> UploadSettings {
    let memory = reader.number(
      "UPLOAD_MEMORY_MB", default: 256, in: 64...65_536,
      "Megabytes of memory that the contents of all requests may take together; one address gets a quarter, but at least"
        + " 64.")
    let disk = reader.number(
      "UPLOAD_DISK_MB", default: 2048, in: 64...1_048_576,
      "Megabytes below `DATA_DIR/spool` that contents may take while they come and are worked on; one address gets a"
        + " quarter, but at least 64.")
    return UploadSettings(memoryBytes: memory * megabyte, diskBytes: disk * megabyte)
  }
}
