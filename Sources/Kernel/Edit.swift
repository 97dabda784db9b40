/// What is to change about something, decided once its present state is known and locked: a verb calls it inside its
/// transaction with what is stored now. It answers with the changes, or throws when they were asked for by somebody
/// who saw another state.
package typealias Edit<Present, Changes> = @Sendable (Present) throws -> Changes

/// What must be true of something that is about to be removed: a verb calls it inside its transaction, once what is there
/// is locked. It throws when the removal was asked for by somebody who saw another state.
package typealias Condition<Present> = Edit<Present, Void>
