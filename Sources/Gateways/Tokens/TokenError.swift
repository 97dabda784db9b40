/// Why a token is refused, or a key can't be used. For the log; clients learn only that the token is not good.
package enum TokenError: Error, Equatable, Sendable {
  /// It is not three parts of base64url with JSON in the first two, or longer than tokens are.
  case malformed
  /// Its header names an algorithm that is not allowed, or not the one of its key.
  case algorithmNotAllowed
  /// No key has the name in its header. It may be a new one: fetch the keys again.
  case unknownKey
  /// Its header asks for something that must be understood and isn't (`crit`), or brings a key along.
  case headerNotAllowed
  /// The signature does not fit.
  case wrongSignature
  /// It is of another kind, from somebody else, for somebody else, or not for now.
  case wrongClaims
  /// The keys are not a JSON Web Key Set, or a private key is none.
  case badKeys
}
