import Foundation
import Kernel
import Logging

/// Writes log messages as JSON, one a line.
package struct JSONLogHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let writer: LogWriter

  /// A handler for the logger `label`.
  package init(label: String, level: Logger.Level, writer: LogWriter) {
    self.label = label
    logLevel = level
    self.writer = writer
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one message.
  package func log(event: LogEvent) {
    var line = JSONWriter(capacity: 256)
    line.raw(#"{"time":"#)
    Timestamp.system().write(to: &line)
    line.raw(#","level":"#)
    line.string(event.level.rawValue)
    line.raw(#","logger":"#)
    line.string(label)
    line.raw(#","message":"#)
    line.string(event.message.description)
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      line.raw(UInt8(ascii: ","))
      line.key(key)
      line.string(value.description)
    }
    if let error = event.error {
      line.raw(#","error":"#)
      line.string(String(reflecting: error))
    }
    line.raw("}\n")
    writer.append(line.bytes)
  }
}
