import Foundation
import Testing

@testable import Gateways

@Suite struct LocalObjectsTests {
  @Test func keepsReplacesAndForgets() async throws {
    try await Fixture.withFolder { folder in
      let objects = LocalObjects(folder: folder.appendingPathComponent("media"))
      let key = "products/0190/abc.webp"
      #expect(try await objects.get(key) == nil)
      try await objects.put(key, [1, 2, 3], contentType: "image/webp")
      #expect(try await objects.get(key) == StoredObject(bytes: [1, 2, 3], contentType: "image/webp"))
      try await objects.put(key, [], contentType: "image/webp")
      #expect(try await objects.get(key)?.bytes == [])
      try await objects.delete(key)
      try await objects.delete(key)
      #expect(try await objects.get(key) == nil)
      #expect(objects.publicPath(key) == "/media/products/0190/abc.webp")
    }
  }

  @Test func forgetsAFolderOfKeys() async throws {
    try await Fixture.withFolder { folder in
      let objects = LocalObjects(folder: folder)
      for name in ["a/1.png", "a/b/2.png", "ab/3.png"] {
        try await objects.put(name, [9], contentType: "image/png")
      }
      try await objects.deletePrefix("a/")
      try await objects.deletePrefix("nothing/")
      #expect(try await objects.get("a/1.png") == nil)
      #expect(try await objects.get("a/b/2.png") == nil)
      #expect(try await objects.get("ab/3.png") != nil)
      await #expect(throws: ObjectStoreError.badKey("a")) { try await objects.deletePrefix("a") }
      await #expect(throws: ObjectStoreError.badKey("")) { try await objects.deletePrefix("/") }
    }
  }

  @Test(
    arguments: [
      "", "/", "/etc/passwd", "../secret", "a/../../secret", "a/./b", "a//b", "a/", ".hidden", "a/.part-1",
      "a\\b",
      "a\0b", "a b", "a%2e%2e/b", "ä.png", "a\n", String(repeating: "x", count: 300),
    ])
  func refusesKeysThatAreNoPlainPath(key: String) async throws {
    try await Fixture.withFolder { folder in
      let outside = folder.appendingPathComponent("secret")
      try Data([1]).write(to: outside)
      let objects = LocalObjects(folder: folder.appendingPathComponent("media/deep"))
      await #expect(throws: ObjectStoreError.badKey(key)) {
        try await objects.put(key, [1], contentType: "text/plain")
      }
      #expect(try await objects.get(key) == nil)
      await #expect(throws: ObjectStoreError.badKey(key)) { try await objects.delete(key) }
      #expect(FileManager.default.fileExists(atPath: outside.path))
    }
  }

  /// Whoever reads while others write sees one whole object; what a crash leaves behind is no object.
  @Test func isWholeAtEveryMoment() async throws {
    try await Fixture.withFolder { folder in
      let objects = LocalObjects(folder: folder)
      let size = 200_000
      try await objects.put("x/y.png", Array(repeating: 0, count: size), contentType: "image/png")
      try Data([1, 2]).write(to: folder.appendingPathComponent("x/.part-left"))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for value in UInt8(1)...20 {
          group.addTask {
            try await objects.put("x/y.png", Array(repeating: value, count: size), contentType: "image/png")
          }
          group.addTask {
            let bytes = try #require(try await objects.get("x/y.png")).bytes
            #expect(bytes.count == size && Set(bytes).count == 1)
          }
        }
        try await group.waitForAll()
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("x").path)
      #expect(Set(names) == ["y.png", ".part-left"])
      #expect(try await objects.get("x/.part-left") == nil)
    }
  }

  /// A crash in the middle of a picture or a document must not keep it for ever.
  @Test func whatACrashLeftBehindIsRemoved() async throws {
    try await Fixture.withFolder { folder in
      let objects = LocalObjects(folder: folder, isPrivate: true)
      try await objects.put("a/b.png", [1], contentType: "image/png")
      let drafts = folder.appendingPathComponent(".drafts")
      #expect(try FileManager.default.contentsOfDirectory(atPath: drafts.path).isEmpty)
      let (old, young) = (drafts.appendingPathComponent(".part-1"), drafts.appendingPathComponent(".part-2"))
      for draft in [old, young] { try Data([1, 2]).write(to: draft) }
      let yesterday = Date().addingTimeInterval(-24 * 60 * 60)
      try FileManager.default.setAttributes([.modificationDate: yesterday], ofItemAtPath: old.path)
      try await objects.removeDrafts(olderThanSeconds: 60 * 60)
      #expect(try FileManager.default.contentsOfDirectory(atPath: drafts.path) == [".part-2"])
      #expect(try await objects.get("a/b.png")?.bytes == [1])
      // Nothing was ever stored there.
      try await LocalObjects(folder: folder.appendingPathComponent("none")).removeDrafts(olderThanSeconds: 0)
    }
  }

  @Test func aFileInTheWayIsAnError() async throws {
    try await Fixture.withFolder { folder in
      try Data([1]).write(to: folder.appendingPathComponent("file"))
      let objects = LocalObjects(folder: folder)
      await #expect(throws: ObjectStoreError.self) {
        try await objects.put("file/below.png", [1], contentType: "image/png")
      }
    }
  }
}
