import Kernel

/// Gets pictures that people name by their address.
package protocol PictureSource: Sendable {
  /// What lies at an http or https address, at most 20 MB. Throws `PictureFetchError`.
  func fetch(_ address: String) async throws -> [UInt8]
}

/// Why a picture could not be had.
package struct PictureFetchError: Error, Equatable, Sendable {
  /// What people are told.
  package let reason: Words
  /// Whether it may be had later.
  package let mayPass: Bool

  /// A failure for this reason.
  package init(_ reason: Words, mayPass: Bool) {
    self.reason = reason
    self.mayPass = mayPass
  }
}

/// Pictures from sites of the internet. Whatever a name stands for, only public addresses are connected to, for each
/// redirect anew, so nobody looks at this machine's network by a file of products.
package struct RemotePictures: PictureSource {
  private static let timeoutSeconds = 30
  private static let maximumRedirects = 3
  private static let threads = 8
  private static let maximumAddressBytes = 2_048
  private static let accepted = HTTPClientField("Accept", "image/webp, image/png, image/jpeg, image/gif")

  private let client: HTTPClient

  /// A source with threads of its own.
  package init() { self.init(onlyPublicAddresses: true) }

  init(
    onlyPublicAddresses: Bool, timeoutSeconds: Int = timeoutSeconds,
    maximumBytes: Int = ImageLimits.fileBytes
  ) {
    var settings = HTTPClientSettings()
    settings.timeoutSeconds = timeoutSeconds
    settings.maximumAnswerBytes = maximumBytes
    settings.maximumRedirects = Self.maximumRedirects
    settings.onlyPublicAddresses = onlyPublicAddresses
    settings.threads = Self.threads
    client = HTTPClient(settings)
  }

  /// Gets the picture. Throws `PictureFetchError`.
  package func fetch(_ address: String) async throws -> [UInt8] {
    guard address.utf8.count <= Self.maximumAddressBytes else { throw Self.noAddress }
    let answer: HTTPClientAnswer
    do {
      answer = try await client.get(Self.written(address), [Self.accepted])
    } catch let error as HTTPClientError {
      throw Self.failure(error)
    } catch is Problem {
      throw PictureFetchError("Too much is being fetched at once.", mayPass: true)
    }
    guard answer.isSuccess else {
      let passes = answer.status >= 500 || [408, 425, 429].contains(answer.status)
      throw PictureFetchError("The site answered with \(answer.status).", mayPass: passes)
    }
    return answer.body
  }

  private static let noAddress = PictureFetchError(
    "This is not the address of a picture on the web.", mayPass: false)

  private static func failure(_ error: HTTPClientError) -> PictureFetchError {
    switch error {
    case .badRequest, .unreadable: noAddress
    case .addressNotAllowed:
      PictureFetchError("The address leads to a place that is not on the public web.", mayPass: false)
    case .tooLarge: PictureFetchError(ImageLimits.tooManyBytes.detail, mayPass: false)
    case .tooManyRedirects:
      PictureFetchError("The address leads on to too many others.", mayPass: false)
    case .timedOut: PictureFetchError("The site did not send the picture in time.", mayPass: true)
    case .unreachable: PictureFetchError("The site could not be reached.", mayPass: true)
    case .notTrusted: PictureFetchError("The site has no valid certificate.", mayPass: true)
    }
  }

  /// The address with what may not stand in a path percent-encoded; files often have spaces there.
  package static func written(_ address: String) -> String {
    guard let scheme = address.firstRange(of: "://"),
      let slash = address[scheme.upperBound...].firstIndex(of: "/")
    else { return address }
    let path = address[slash...].utf8.map { byte -> String in
      guard byte <= 32 || byte >= 127 else { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return byte < 16 ? "%0\(digits)" : "%\(digits)"
    }
    return address[..<slash] + path.joined()
  }
}
