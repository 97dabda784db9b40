import Synchronization

/// What all areas of one program have declared, for those that ask all of them. It is made before the areas, because the
/// first of them hold it while the last ones are still to come; `settle` fills it once they are all there.
package final class AreaHooks: Sendable {
  private struct Declared: Sendable {
    let personalData: [any PersonalData]
    let signUpBars: [any SignUpBar]
    let shopClosing: [any ShopClosing]
    let shopPurging: [any ShopPurging]
  }

  private let declared = Mutex<Declared?>(nil)

  /// Hooks that nobody may ask before they are settled.
  package init() {}

  /// Takes the declarations of all areas, in the order in which they build on each other.
  package func settle(_ areas: [any Area]) {
    // What goes with a person or a shop goes from the last area first, as its rows refer to those of earlier ones.
    let backwards = areas.reversed()
    let all = Declared(
      personalData: backwards.flatMap(\.personalData), signUpBars: areas.flatMap(\.signUpBars),
      shopClosing: areas.flatMap(\.shopClosing), shopPurging: backwards.flatMap(\.shopPurging))
    declared.withLock { $0 = all }
  }

  /// What is kept about people. What refers to other things comes before them.
  package var personalData: [any PersonalData] { all.personalData }
  /// Who may not sign up again.
  package var signUpBars: [any SignUpBar] { all.signUpBars }
  /// What may stand in the way of closing a shop, in the order of the areas.
  package var shopClosing: [any ShopClosing] { all.shopClosing }
  /// What goes with a shop. What refers to other things comes before them.
  package var shopPurging: [any ShopPurging] { all.shopPurging }

  private var all: Declared {
    guard let declared = declared.withLock({ $0 }) else {
      preconditionFailure("areas are asked before all of them are there")
    }
    return declared
  }
}
