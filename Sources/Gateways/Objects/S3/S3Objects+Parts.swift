import Foundation
import Kernel

// Large objects go in parts, so that a connection that breaks costs one part.
extension S3Objects {
  /// Bytes of one part; what is not larger goes whole. S3 takes parts from 5 MB.
  static let partBytes = 8 * 1024 * 1024

  /// Sends the object in parts and puts them together; gives it up when that fails.
  func putParts(_ key: String, _ bytes: [UInt8], _ fields: [HTTPClientField]) async throws {
    let begun = try await connection.success(
      S3Request(
        method: "POST", key: key, query: [(name: "uploads", value: "")], fields: fields, content: []))
    guard let upload = S3Document(begun.body).first("UploadId") else {
      throw ObjectStoreError.failed("\(connection.place) began no upload in parts.")
    }
    do {
      var marks: [String] = []
      for start in stride(from: 0, to: bytes.count, by: Self.partBytes) {
        let part = Array(bytes[start..<min(start + Self.partBytes, bytes.count)])
        marks.append(try await putPart(key, upload, number: marks.count + 1, part))
      }
      try await complete(key, upload, marks)
    } catch {
      // What stays when this fails, too, goes with the drafts.
      try? await abort(key, upload)
      throw error
    }
  }

  /// Ends uploads that began so many seconds ago or more and never came to their end.
  package func removeDrafts(olderThanSeconds age: Int) async throws {
    let answer = try await connection.answer(
      S3Request(method: "GET", query: [(name: "uploads", value: "")]))
    // Some services have no such list, and clear away by themselves.
    guard answer.status != 501 else { return }
    guard answer.isSuccess else { throw S3Failure(answer).error(at: connection.place) }
    let end = Timestamp.system().adding(seconds: -Int64(age))
    for upload in S3Document(answer.body).all("Upload") {
      guard let key = upload.first("Key"), ObjectKey.isValid(key), let id = upload.first("UploadId"),
        let begun = upload.first("Initiated").flatMap(Timestamp.init(rfc3339:)), begun <= end
      else { continue }
      try await abort(key, id)
    }
  }

  private func putPart(
    _ key: String, _ upload: String, number: Int, _ bytes: [UInt8]
  ) async throws -> String {
    let answer = try await connection.success(
      S3Request(
        method: "PUT", key: key,
        query: [(name: "partNumber", value: String(number)), (name: "uploadId", value: upload)],
        fields: [.init("Content-Type", "application/octet-stream")], content: bytes))
    guard let mark = answer["ETag"] else {
      throw ObjectStoreError.failed("\(connection.place) took a part without naming it.")
    }
    return mark
  }

  private func complete(_ key: String, _ upload: String, _ marks: [String]) async throws {
    let parts = marks.enumerated().map { place, mark in
      "<Part><PartNumber>\(place + 1)</PartNumber><ETag>\(S3Document.escaped(mark))</ETag></Part>"
    }
    let body = "<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>"
    let answer = try await connection.answer(
      S3Request(
        method: "POST", key: key, query: [(name: "uploadId", value: upload)],
        fields: [.init("Content-Type", "application/xml")], content: Array(body.utf8)))
    // An error can come behind a 200, which is sent before the parts are together.
    let failure = S3Failure(answer)
    if answer.isSuccess && failure.code.isEmpty { return }
    // An earlier try was done, and only its answer was lost.
    if failure.code == "NoSuchUpload", try await exists(key) { return }
    throw failure.error(at: connection.place)
  }

  private func abort(_ key: String, _ upload: String) async throws {
    _ = try await connection.answer(
      S3Request(
        method: "DELETE", key: key, query: [(name: "uploadId", value: upload)], content: []))
  }
}
