import Identity
import Kernel
import Presentation
import Web

/// Asks why these people are banned, before they are.
struct BanPage {
  let frame: AdminFrame
  let people: [Person]
  let form: FormState
}

/// The people whom a form or an address names.
private struct ChosenPeopleForm: Input {
  let ids: [AccountID]

  init(from input: inout InputReader) throws {
    var seen: Set<AccountID> = []
    ids = input.list("ids", .id(AccountEntity.self), max: PageRequest.maximumLimit)
      .filter { seen.insert($0).inserted }
  }
}

extension AdminPortal {
  /// Asks for the reason, of the people whom the address names.
  func banPage(_ request: Request) async throws -> BanPage {
    try await banPage(request.query(ChosenPeopleForm.self), .empty, request)
  }

  private func banPage(
    _ chosen: ChosenPeopleForm, _ form: FormState, _ request: Request
  ) async throws -> BanPage {
    let people = try await identity.people(chosen.ids)
    guard !people.isEmpty else { throw Problem(.notFound) }
    return BanPage(frame: try await frame(request), people: people, form: form)
  }

  /// What the buttons below the list do with the chosen people.
  func changePeople(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: AdminPaths.people) {
      let ids = try request.form(ChosenPeopleForm.self).ids
      guard !ids.isEmpty else {
        return .redirect(to: AdminPaths.people, flash: .information("Choose somebody first."))
      }
      guard request.formValues["action"] == "unban" else {
        return .redirect(to: AdminPaths.banPeople(ids))
      }
      let actor = try request.requireViewer().account
      var outcome = BulkOutcome()
      for id in ids { try await outcome.attempt { _ = try await identity.unban(id, by: actor) } }
      return .redirect(
        to: AdminPaths.people,
        flash: outcome.flash(
          "\(count: outcome.done, one: "# person can log in again.", other: "# people can log in again.")"))
    }
  }

  func banPeople(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let decision = try request.form(BanInput.self)
      let actor = try request.requireViewer().account
      var outcome = BulkOutcome()
      for id in try request.form(ChosenPeopleForm.self).ids {
        try await outcome.attempt { _ = try await identity.ban(id, decision, by: actor) }
      }
      let done: Words = """
        \(count: outcome.done, one: "# person banned and logged out.", other: "# people banned and logged out.")
        """
      return .redirect(to: AdminPaths.people(.banned), flash: outcome.flash(done))
    } again: { form, _ in
      try await banPage(request.form(ChosenPeopleForm.self), form, request).html(request)
    }
  }
}
