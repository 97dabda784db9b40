import Foundation
import Persistence
import Web

/// Everything that the rest of the program must know of an area; `<Area>/<Area>+Area.swift` says it, and the Assembly adds
/// the declarations up. Nothing has a default: an area that has none of something says so, and a new question breaks
/// the build of every area until it is answered.
///
/// It stands in a target of its own below all areas, because the first of them ask the later ones: Identity what they
/// keep about people, Vendors what a shop must finish before it closes.
package protocol Area: Sendable {
  /// The numbered folders of SQL that make the area's tables; `nil` when the program was packed without them.
  static var migrations: URL? { get }
  /// The catalogues of the area's sentences; `nil` when the program was packed without them.
  static var words: URL? { get }
  /// Every route of the area's API.
  var routes: [Route] { get }
  /// Registers what the area does after commits and by the clock.
  func registerJobs(in registry: inout JobRegistry) throws
  /// Registers which events the area listens to.
  func registerConsumers(in registry: inout ConsumerRegistry) throws
  /// What the area keeps about people: for exports, erasures and the end of an account.
  var personalData: [any PersonalData] { get }
  /// What lies sealed in the area's tables and files, so that a key can be retired.
  var sealedRows: [any SealedRows] { get }
  /// Who may not sign up again.
  var signUpBars: [any SignUpBar] { get }
  /// What may stand in the way of closing a shop.
  var shopClosing: [any ShopClosing] { get }
  /// What the area keeps about a shop and removes when the shop can't be restored any more.
  var shopPurging: [any ShopPurging] { get }
}
