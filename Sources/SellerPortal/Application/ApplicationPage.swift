import Kernel
import Presentation
import Vendors
import Web

enum ApplicationPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    let path = "/sell/{shop}/application"
    return [
      .page(.get, path, .shop(.ownership)) { request in
        .html(try await portal.applicationPage(request, .empty).html(request))
      },
      .page(.post, "\(path)/answer", .shop(.ownership)) { request in
        try await portal.answerQuestion(request)
      },
      .page(.get, "\(path)/business", .shop(.ownership)) { request in
        .html(try await portal.businessPage(request, nil).html(request))
      },
      .page(.post, "\(path)/business", .shop(.ownership)) { request in
        try await portal.editBusiness(request)
      },
    ] + DocumentsPageRoutes.routes(portal) + DestinationsPageRoutes.routes(portal)
  }
}

/// Where an application stands, what it lacks, and what was written about it.
struct ApplicationPage {
  let frame: SellerFrame
  let application: ShopApplication
  /// The answer to a question or a rejection.
  let form: FormState
}

/// The business behind the shop.
struct BusinessPage {
  let frame: SellerFrame
  let form: FormState
}

extension SellerPortal {
  func applicationPage(_ request: Request, _ form: FormState) async throws -> ApplicationPage {
    ApplicationPage(
      frame: try await frame(request), application: try await vendors.application(of: request.requireShop()),
      form: form)
  }

  func answerQuestion(_ request: Request) async throws -> Response {
    let path = try await path(request, .application)
    do {
      _ = try await vendors.answerRejection(
        request.requireShop(), request.form(AnswerRejectionInput.self))
      return .redirect(to: path, flash: .success("Your answer is sent. We look at the shop again."))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let page = try await applicationPage(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: problem.pageStatus)
    } catch let problem as Problem where problem.kind == .notAllowedNow {
      return .redirect(to: path, flash: .error(problem.detail))
    }
  }

  func businessPage(_ request: Request, _ problem: Problem?) async throws -> BusinessPage {
    let frame = try await frame(request)
    if let problem {
      return BusinessPage(frame: frame, form: FormState(request.formValues, problem: problem))
    }
    let application = try await vendors.application(of: request.requireShop())
    let form = application.business.map { FormState($0) }
    return BusinessPage(
      frame: frame, form: form ?? FormState(values: ["address.country": frame.shop.country]))
  }

  func editBusiness(_ request: Request) async throws -> Response {
    do {
      let application = try await vendors.editApplication(
        of: request.requireShop(), request.form(EditApplicationInput.self),
        by: request.requireViewer().account)
      let path = try await path(request, .application)
      let next = application.checklist.missing.isEmpty ? path : "\(path)/documents"
      return .redirect(
        to: application.shop.isOpen ? "\(path)/business" : next, flash: .success("Your details are saved."))
    } catch let problem as Problem where problem.kind != .notFound {
      return .html(try await businessPage(request, problem).html(request), status: problem.pageStatus)
    }
  }
}

extension FormState {
  /// The fields of business details.
  init(_ business: BusinessDetails) {
    self.init(values: [
      "businessType": business.type.rawValue, "legalName": business.legalName,
      "registrationNumber": business.registrationNumber ?? "", "taxId": business.taxID ?? "",
      "address.line1": business.address?.line1 ?? "", "address.line2": business.address?.line2 ?? "",
      "address.city": business.address?.city ?? "", "address.region": business.address?.region ?? "",
      "address.postalCode": business.address?.postalCode ?? "",
      "address.country": business.address?.country ?? "", "contactName": business.contactName ?? "",
      "phone": business.phone ?? "", "birthDate": business.birthDate ?? "",
      "website": business.website ?? "",
    ])
  }
}
