import Foundation
import Gateways
import Kernel
import TestSupport
import Testing

@testable import Assembly

/// Where pictures lie by the settings, and what is said of settings that can't be.
@Suite struct ObjectSettingsTests {
  private static let bucket = [
    "S3_ENDPOINT": "http://127.0.0.1:9000/", "S3_BUCKET": "souk", "S3_ACCESS_KEY_ID": "key",
    "S3_SECRET_ACCESS_KEY": "a-secret",
  ]

  private func problems(_ variables: [String: String]) -> String {
    do {
      _ = try Settings(variables)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func theFolderIsTheDefault() throws {
    let settings = try Settings([:])
    #expect(settings.mediaStore(.system) is LocalObjects)
    #expect(settings.mediaStore(.system).publicPath("products/a.webp") == "/media/products/a.webp")
    #expect(settings.objects.imageSources.isEmpty)
  }

  @Test func aBucketIsTakenWithItsKeys() throws {
    let settings = try Settings(Self.bucket)
    #expect(settings.mediaStore(.system) is S3Objects)
    #expect(settings.objects.bucket.map { "\($0)" } == "http://127.0.0.1:9000/souk")
    var amazon = Self.bucket
    amazon["S3_ENDPOINT"] = nil
    amazon["S3_REGION"] = "eu-central-1"
    #expect(
      try Settings(amazon).objects.bucket.map { "\($0)" } == "https://s3.eu-central-1.amazonaws.com/souk")
  }

  @Test(arguments: [[:], bucket]) func aCDNServesPictures(_ variables: [String: String]) throws {
    let more = ["CDN_URL": "https://cdn.example/pictures/"]
    let settings = try Settings(variables.merging(more) { $1 })
    #expect(
      settings.mediaStore(.system).publicPath("products/a.webp")
        == "https://cdn.example/pictures/products/a.webp")
    #expect(settings.objects.imageSources == ["https://cdn.example"])
  }

  @Test(arguments: ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"])
  func whatIsMissingIsNamed(_ name: String) {
    var variables = Self.bucket
    variables[name] = nil
    #expect(problems(variables).contains(name))
  }

  @Test(arguments: [
    ("S3_ENDPOINT", "storage.example"), ("S3_ENDPOINT", "ftp://storage.example"), ("S3_BUCKET", "a/b"),
    ("S3_BUCKET", "x"), ("CDN_URL", "cdn.example"), ("CDN_URL", "https://cdn.example/?a=b"),
    ("CDN_URL", "https://a.example; script-src *"),
  ])
  func whatCannotBeIsNamed(_ name: String, _ value: String) {
    let said = problems(Self.bucket.merging([name: value]) { $1 })
    #expect(said.contains(name) && !said.contains("a-secret"))
  }

  @Test func pagesOverTLSGetNoPicturesInTheClear() {
    #expect(
      problems(["PUBLIC_URL": "https://souk.example", "CDN_URL": "http://cdn.example"]).contains("CDN_URL"))
    #expect(problems(["CDN_URL": "http://127.0.0.1:9000/souk"]).isEmpty)
  }
}
