import Gateways
import Kernel
import Web

private let longestCredentialCharacters = 1400
private let longestBlobCharacters = 90_000
private let maximumTransports = 10

extension Rule where Value == [UInt8] {
  /// Bytes in base 64 for URLs, without padding.
  static func base64URL(maximumCharacters: Int = longestBlobCharacters) -> Rule {
    let schema: JSONValue = .object([
      "type": "string", "minLength": 2, "maxLength": .integer(Int64(maximumCharacters)),
      "pattern": "^[A-Za-z0-9_-]+$",
    ])
    return Rule(schema: schema, placeholder: []) { value in
      let text = try value.string()
      guard text.utf8.count <= maximumCharacters else {
        throw InputFailure("too_long", "This is longer than any passkey's.")
      }
      guard let bytes = Base64URL.decode(text.utf8), !bytes.isEmpty else {
        throw InputFailure("invalid", "This must be base64url without padding.")
      }
      return bytes
    }
  }
}

extension Rule where Value == JSONValue {
  /// Anything: what browsers add to a credential and nothing here depends on.
  static var anything: Rule {
    Rule(schema: .object([:]), placeholder: .null) { value in
      if case .json(let json) = value { json } else { .null }
    }
  }
}

/// What `navigator.credentials.create` answers, as `toJSON()` writes it.
struct NewCredentialInput: Input {
  let id: [UInt8]
  let answer: NewCredentialAnswerInput

  init(from input: inout InputReader) throws {
    id = input.required("id", .base64URL(maximumCharacters: longestCredentialCharacters))
    CredentialFrame.read(&input)
    answer = input.object("response", NewCredentialAnswerInput.self)
  }
}

/// The part of a new credential that the authenticator made.
struct NewCredentialAnswerInput: Input {
  let clientData: [UInt8]
  let attestation: [UInt8]
  let transports: [String]

  init(from input: inout InputReader) throws {
    clientData = input.required("clientDataJSON", .base64URL())
    attestation = input.required("attestationObject", .base64URL())
    transports = input.list("transports", .text(1...20), max: maximumTransports)
    _ = input.optional("authenticatorData", .anything)
    _ = input.optional("publicKey", .anything)
    _ = input.optional("publicKeyAlgorithm", .anything)
  }
}

/// What `navigator.credentials.get` answers, as `toJSON()` writes it.
package struct CredentialAssertionInput: Input {
  let id: [UInt8]
  let answer: CredentialAssertionAnswerInput

  package init(from input: inout InputReader) throws {
    id = input.required("id", .base64URL(maximumCharacters: longestCredentialCharacters))
    CredentialFrame.read(&input)
    answer = input.object("response", CredentialAssertionAnswerInput.self)
  }
}

/// The part of an assertion that the authenticator made.
struct CredentialAssertionAnswerInput: Input {
  let clientData: [UInt8]
  let authenticatorData: [UInt8]
  let signature: [UInt8]
  /// Whose the credential is, as the authenticator remembers it.
  let userHandle: [UInt8]?

  init(from input: inout InputReader) throws {
    clientData = input.required("clientDataJSON", .base64URL())
    authenticatorData = input.required("authenticatorData", .base64URL())
    signature = input.required("signature", .base64URL())
    userHandle = input.optional("userHandle", .base64URL(maximumCharacters: 100))
    _ = input.optional("attestationObject", .anything)
  }
}

/// The members around every credential.
private enum CredentialFrame {
  static func read(_ input: inout InputReader) {
    _ = input.optional("rawId", .base64URL(maximumCharacters: longestCredentialCharacters))
    if let type = input.optional("type", .text(1...20)), type != "public-key" {
      input.reject("type", "This must be public-key.")
    }
    _ = input.optional("authenticatorAttachment", .anything)
    _ = input.optional("clientExtensionResults", .anything)
  }
}

/// A new passkey: a name for it, and what the authenticator made.
package struct RegisterPasskeyInput: Input {
  package let name: String
  let credential: NewCredentialInput

  package init(from input: inout InputReader) throws {
    name = input.optional("name", .text(1...60)) ?? "Passkey"
    credential = input.object("credential", NewCredentialInput.self)
  }
}

/// A sign-in by passkey.
package struct PasskeySignInInput: Input {
  let credential: CredentialAssertionInput

  package init(from input: inout InputReader) throws {
    credential = input.object("credential", CredentialAssertionInput.self)
  }
}

/// Another name for a passkey.
package struct RenamePasskeyInput: Input {
  package let name: String

  package init(from input: inout InputReader) throws {
    name = input.required("name", .text(1...60))
  }

  /// A name from code, already validated.
  package init(name: String) { self.name = name }
}
