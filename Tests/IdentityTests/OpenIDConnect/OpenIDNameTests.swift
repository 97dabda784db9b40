import Kernel
import Testing

@testable import Identity

/// What providers say somebody is called.
struct OpenIDNameTests {
  @Test(arguments: ["\u{3164}", "\u{2800} \u{115F}", "\u{FE0F}", "\u{200B}", " ", "\u{0}"])
  func aNameThatNobodySeesIsNone(_ name: String) {
    let claims: JSONValue = .object([
      "name": .string(name), "given_name": .string(name), "preferred_username": .string("ada"),
    ])
    #expect(OpenIDPerson(subject: "1", claims, nil, rolesClaim: nil).name == "ada")
  }

  @Test func aNameIsTakenWithWhatBelongsToIt() {
    let claims: JSONValue = .object(["name": .string(" Ada \u{202E}❤\u{FE0F} ")])
    #expect(OpenIDPerson(subject: "1", claims, nil, rolesClaim: nil).name == "Ada ❤\u{FE0F}")
  }
}
