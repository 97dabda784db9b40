import Foundation
import Kernel

/// Writes of many documents in one request: lines of JSON, an action and below it the document.
enum OpenSearchBulk {
  private struct Action: Encodable {
    struct Target: Encodable {
      let _id: String
      let version: Int64
      var version_type = "external"
    }

    var index: Target?
    var delete: Target?
  }

  /// The lines. Versions are the program's own, so that of two writes the later one stays whichever comes first.
  static func lines(_ changes: [SearchDocumentChange]) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var out: [UInt8] = []
    for change in changes {
      let target = Action.Target(_id: change.id, version: change.version)
      guard let content = change.content else {
        out += try encoder.encode(Action(delete: target)) + [UInt8(ascii: "\n")]
        continue
      }
      out += try encoder.encode(Action(index: target)) + [UInt8(ascii: "\n")]
      out += try encoder.encode(content) + [UInt8(ascii: "\n")]
    }
    return out
  }

  private struct Answer: Decodable {
    struct Item: Decodable {
      struct Failure: Decodable {
        let type: String?
      }

      let _id: String
      let status: Int
      let error: Failure?
    }

    let errors: Bool
    let items: [[String: Item]]
  }

  /// The documents that were refused. That a newer version is there, or nothing to delete, is as good as done. Throws what
  /// decoding throws.
  static func failures(_ answer: HTTPClientAnswer) throws -> [SearchDocumentFailure] {
    let read = try JSONDecoder().decode(Answer.self, from: Data(answer.body))
    guard read.errors else { return [] }
    return read.items.flatMap { entry in
      entry.compactMap { action, item -> SearchDocumentFailure? in
        if (200...299).contains(item.status) || item.status == 409 { return nil }
        if action == "delete", item.status == 404, item.error == nil { return nil }
        return SearchDocumentFailure(
          id: item._id, status: item.status, reason: item.error?.type ?? "status \(item.status)")
      }
    }
  }
}
