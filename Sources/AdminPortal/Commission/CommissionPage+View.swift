import Catalog
import Kernel
import Presentation
import Settlement
import Vendors
import Web

extension CommissionPage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(Notice.alert(.info, nil, explanation))\
      \(form.summary)\(table)\
      \(Card.show("Default", defaultForm))\
      \(Card.show("For a category", categoryForm))\
      \(Card.show("For a shop", shopForm))\(dialogs)
      """
    return frame.page(.commission, request, title: "Commission", content)
  }

  private var explanation: Words {
    """
    A share of the goods' value and, for one currency at a time, a flat amount per order. A shop's rule goes before its category's, that before \
    the default. Orders keep the commission that held when they were placed.
    """
  }

  /// Deleting a rule changes what is kept of every sale from then on.
  private var dialogs: [HTML] {
    rules.filter { !$0.rule.isFallback }.map { named in
      Dialog.confirm(
        id: Self.dialog(named.rule), title: "Delete this rule?",
        text: "\(Self.name(of: named)): from now on the next wider rule holds.", label: "Delete this rule",
        to: AdminPaths.deleteCommission(named.rule.id))
    }
  }

  private static func dialog(_ rule: CommissionRule) -> String { "delete-\(rule.id)" }

  private static func name(of named: NamedCommissionRule) -> Words {
    named.name.map { Words(verbatim: $0) } ?? "All sales"
  }

  private var table: HTML {
    let rows = rules.map { named -> TableRow in
      let rule = named.rule
      let remove: HTML =
        rule.isFallback
        ? HTML()
        : Button.iconDialog(.trash, label: "Delete this rule", opens: Self.dialog(rule))
      let name = Self.name(of: named)
      let currency = rule.currency.map { Words(verbatim: $0.code) } ?? Words("All", meaning: "currencies")
      return TableRow(
        id: rule.id.description, label: name,
        [
          "<span dir=\"auto\">\(name)</span>", "\(rule.scope.title)",
          "<span class=\"num\">\(Percent.text(rule.basisPoints))</span>",
          "<span class=\"num\">\(Self.flat(rule))</span>",
          "\(currency)", remove,
        ])
    }
    let columns = [
      TableColumn("Holds for", isMain: true), TableColumn("Scope"),
      TableColumn(Words("Share", meaning: "part of a price"), .end),
      TableColumn(Words("Flat", meaning: "amount per order"), .end), TableColumn("Currency"),
      TableColumn("", .end),
    ]
    return DataTable.show("Commission rules", columns, rows)
  }

  /// A rule for all currencies has no flat amount.
  private static func flat(_ rule: CommissionRule) -> String {
    rule.currency.map { Money(rule.flat, $0).display } ?? "–"
  }

  private var defaultForm: HTML {
    ruleForm("default", HTML(), form.value("scope") == "default" ? form : current)
  }

  private var current: FormState { Self.defaultState(rules.first { $0.rule.isFallback }?.rule) }

  /// The form filled with the default that holds now.
  static let defaultState: @Sendable (CommissionRule?) -> FormState = { rule in
    let share = Percent.number(rule?.basisPoints ?? CommissionRule.standardBasisPoints)
    return FormState(id: "default", values: ["scope": "default", "percent": share]).ofStored
  }

  private var categoryForm: HTML {
    let choices = categories.inOrder.map { category in
      Choice(
        category.slug, Words(verbatim: categories.path(to: category.id).map(\.name).joined(separator: " › ")))
    }
    let state = form.value("scope") == "category" ? form : FormState(id: "category")
    return ruleForm(
      "category", Field.select("category", "Category", choices, in: state, prompt: "Choose a category"), state
    )
  }

  private var shopForm: HTML {
    let state = form.value("scope") == "shop" ? form : FormState(id: "shop")
    guard shops.count > 1 else {
      return ruleForm(
        "shop",
        Field.text("shop", "Shop", in: state, hint: "A part of its name, or its address.", width: .half),
        state)
    }
    let choices = shops.map { Choice($0.slug, Words(verbatim: "\($0.name) (\($0.slug))")) }
    return ruleForm(
      "shop", Field.select("shop", "Shop", choices, in: state, prompt: "Choose a shop", width: .half), state)
  }

  private func ruleForm(_ scope: String, _ target: HTML, _ state: FormState) -> HTML {
    """
    <form class="stack" method="post" action="\(AdminPaths.commission)">\(state.basisField)\
    \(Button.hidden("scope", scope))\(target)\
    \(FormLayout.row(
      Field.text(
        "percent", "Share in percent", in: state, hint: "Empty leaves it as it is.", required: false, width: .short),
      Field.text(
        "flat", "Flat per order", in: state, hint: "An amount of the currency beside it.", required: false,
        width: .short),
      Field.select(
        "currency", "Currency", Currency.allCodes.map { Choice($0, Words(verbatim: $0)) }, in: state,
        hint: "A flat amount needs one.", required: false, prompt: "All currencies", width: .short)))\
    \(FormLayout.actions(Button.submit(Words("Set", meaning: "a commission"))))</form>
    """
  }
}
