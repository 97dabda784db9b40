import Catalog
import Kernel
import Ordering
import Presentation
import Settlement
import Web

/// One order: what goes into the parcel, to whom, and what comes next.
struct OrderPage {
  let frame: SellerFrame
  let order: Order
  let history: [OrderHistoryEntry]
  /// The picture of each item that has one.
  let pictures: [VariantID: Picture]
  let share: OrderShare?
  let refund: Refund?
  let form: FormState
}

extension SellerPortal {
  func orderDetail(_ request: Request, _ form: FormState) async throws -> OrderPage {
    let id = try request.id("order", as: OrderEntity.self)
    let details = try await ordering.order(id, access: .shop(request.requireShop()))
    return OrderPage(
      frame: try await frame(request), order: details.order, history: details.history,
      pictures: catalog.thumbnails(details.order.items), share: try await settlement.share(of: id),
      refund: try await settlement.refund(of: id), form: form)
  }

  func moveOrder(_ request: Request) async throws -> Response {
    let id = try request.id("order", as: OrderEntity.self)
    let path = "\(try await path(request, .orders))/\(id)"
    do {
      let move = try request.form(OrderTransitionInput.self).move(by: .vendor)
      let moved = try await ordering.moveOrder(id, move, access: .shop(request.requireShop()))
      let isRefusal = moved.history.last?.from == .refundRequested && moved.order.status == .delivered
      let message: Words =
        isRefusal
        ? "The request is refused. The customer gets your answer by mail."
        : "The order is now in the state “\(moved.order.status.label)”. The customer gets a mail."
      return .redirect(to: path, flash: .success(message))
    } catch let problem as Problem where problem.kind == .transitionNotAllowed {
      return .redirect(to: path, flash: .error(problem.detail))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let page = try await orderDetail(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: problem.pageStatus)
    }
  }
}
