"""The study of reference.toml in NumPy: every household an element, every month a pass over arrays, one thread.

    pip install numpy
    python benches/reference_numpy.py 1000000 1        one million paths, 30% down
    python benches/reference_numpy.py 1000000 7        seven down payments, on the same random numbers

Written as NumPy is fastest: blocks of households that fit the cache; those with nothing overdue move together in a few whole
passes a month, and only the others, some in a hundred, are gathered and taken through the rules of trouble. Random numbers are
NumPy's own (SFC64 and its ziggurat), so that it agrees with reference.cpp in distribution, not path by path.
"""

import sys
import time

import numpy as np

# ---- the study ------------------------------------------------------------------------------------------------------
HORIZON, TERM, TO_SUIT, TO_JUDGMENT, TO_AUCTION, COLLECTION = 120, 360, 3, 3, 3, 36  # months
LAST = HORIZON + 60  # a case in default at the horizon is closed or reinstated well before
PRICE, RATE_MONTHLY = 2_000_000.0, 0.042 / 12
DRIFT, VOLATILITY = (-0.02 - 0.5 * 0.12 * 0.12) / 12, 0.12 / 12**0.5
SEPARATION, FINDING = 0.01, 0.15  # a month
WAGE, FLOOR_INCOME, SPENDING, OPENING_CASH = 20_000.0, 4_000.0, 7_000.0, 60_000.0
PENALTY_MULTIPLE, SELLING_COST = 1.5, 0.03
SALE_MISSED, DEFAULT_MISSED = 3, 6  # instalments
START_LOW, START_HIGH, SUCCESS_FIRST, SECOND_START = 0.70, 0.80, 0.5, 0.8
GARNISHED_SHARE, ALLOWANCE = 0.25, 0.45 * WAGE
DOWN_PAYMENTS = [0.15, 0.20, 0.25, 0.30, 0.40, 0.50, 0.70]
BLOCK = 65_536  # households
SEED = 1

SUMS = ["defaults", "sold", "auctioned", "ead", "loss_at_default", "loss_at_origination", "ever_under_water",
        "months_under_water", "household_loss", "lowest_cash", "deepest_equity"]


def discounted(amount, months):
    return amount * (1 + RATE_MONTHLY) ** -months.astype(float)


def work(employed, u):
    """Who has work after a month: one uniform number each."""
    return np.where(employed, u >= SEPARATION, u < FINDING)


class Households:
    """A block under one down payment. Columns of all households; `here` are those that are not in the clear."""

    def __init__(self, count, down_payment, rng):
        self.rng, self.count = rng, count
        self.down = PRICE * down_payment
        self.loan = PRICE - self.down
        self.instalment = self.loan * RATE_MONTHLY / (1 - (1 + RATE_MONTHLY) ** -TERM)
        self.principal = self.loan  # not yet fallen due: the same for all
        column = lambda value, kind=float: np.full(count, value, kind)
        self.log_value, self.value, self.cash = column(0.0), column(PRICE), column(OPENING_CASH)
        self.employed = column(True, bool)
        self.overdue, self.penalty, self.penalty_paid, self.overdue_interest = (column(0.0) for _ in range(4))
        self.start, self.appraisal, self.ead, self.recovered = (column(0.0) for _ in range(4))
        self.household_loss, self.lowest_cash, self.deepest_equity = column(0.0), column(OPENING_CASH), column(1.0)
        self.missed, self.default_month, self.first_default = (column(0, int) for _ in range(3))
        self.months_under_water = column(0, int)
        self.open, self.in_default, self.defaulted = column(True, bool), column(False, bool), column(False, bool)
        self.sued, self.sold, self.auctioned = column(False, bool), column(False, bool), column(False, bool)

    def run(self):
        for month in range(1, LAST + 1):
            if month <= HORIZON:
                who = slice(None)
            else:  # the tail: open cases of default alone
                who = np.flatnonzero(self.open)
                if who.size == 0:
                    break
            self.move(who)
            self.principal -= self.instalment - self.principal * RATE_MONTHLY
            self.pay(month, who)
            if month >= HORIZON:
                self.close(np.flatnonzero(self.open & ~self.in_default), month, sells=False)
        return self

    def move(self, who):
        """Homes and jobs, those of closed paths too while most are open: cheaper than to gather the others."""
        count = self.count if isinstance(who, slice) else who.size
        self.log_value[who] += DRIFT + VOLATILITY * self.rng.standard_normal(count)
        self.value[who] = PRICE * np.exp(self.log_value[who])
        self.employed[who] = work(self.employed[who], self.rng.random(count))

    def pay(self, month, who):
        # What cash cannot cover of the spending is unmet spending.
        cash, open_ = self.cash[who], self.open[who]
        means = np.maximum(0.0, cash + np.where(self.employed[who], WAGE - SPENDING, FLOOR_INCOME - SPENDING))
        # Nothing overdue, and enough for the instalment: cash is refilled to the opening amount, no more.
        clear = (self.missed[who] == 0) & (means >= self.instalment) | ~open_
        refilled = np.minimum(means - self.instalment, np.maximum(OPENING_CASH, cash))
        self.cash[who] = np.where(clear, refilled, cash)
        troubled = np.flatnonzero(~clear) if isinstance(who, slice) else who[~clear]
        if troubled.size:
            self.trouble(troubled, month)
        self.record(who)

    def record(self, who):
        """The month's end of those who still hold their home."""
        debt = self.principal + self.overdue[who] + self.penalty[who]
        value, held = self.value[who], self.open[who]
        self.months_under_water[who] += (value < debt) & held
        equity = np.where(held, (value - debt) / value, 1.0)
        self.deepest_equity[who] = np.minimum(self.deepest_equity[who], equity)
        self.lowest_cash[who] = np.where(held, np.minimum(self.lowest_cash[who], self.cash[who]), self.lowest_cash[who])

    def overdue_principal(self, overdue):
        """Principal in the overdue instalments before suit; of the oldest, interest is paid first."""
        total, left, balance = np.zeros(overdue.size), overdue.copy(), self.principal
        while (left > 1e-6).any():  # from the youngest unpaid instalment back
            balance = (balance + self.instalment) / (1 + RATE_MONTHLY)  # before that instalment fell due
            total += np.maximum(0.0, np.minimum(self.instalment - balance * RATE_MONTHLY, left))
            left -= self.instalment
        return total

    def trouble(self, here, month):
        """A month of those who cannot pay, or have something overdue."""
        before = (self.principal + self.instalment) / (1 + RATE_MONTHLY)  # principal before this month's instalment

        # Suit and judgment. From suit on only principal falls due.
        suit = here[self.in_default[here] & ~self.sued[here] & (month == self.default_month[here] + TO_SUIT)]
        if suit.size:
            principal, self.principal = self.principal, before
            self.overdue_interest[suit] = self.overdue[suit] - self.overdue_principal(self.overdue[suit])
            self.principal = principal
            self.sued[suit] = True
        since_default = month - self.default_month[here]
        judged = self.sued[here] & (since_default >= TO_SUIT + TO_JUDGMENT)
        appraised = here[judged & (since_default == TO_SUIT + TO_JUDGMENT)]
        self.appraisal[appraised] = self.value[appraised]

        margin = np.where(self.employed[here], WAGE, FLOOR_INCOME) - SPENDING
        cash = np.where(margin < 0, np.maximum(0.0, self.cash[here] + margin), self.cash[here])
        margin = np.maximum(margin, 0.0)
        sued, overdue, penalty = self.sued[here], self.overdue[here], self.penalty[here]
        penalty += PENALTY_MULTIPLE * RATE_MONTHLY * np.where(sued, before + overdue, overdue)
        overdue += np.where(sued, before - self.principal, self.instalment)
        means, due = margin + cash, overdue + penalty
        pays_all = (means >= due) & ~judged
        to_penalty = np.where(pays_all, penalty, np.where(sued, 0.0, np.maximum(0.0, means - overdue)))
        paid = np.where(pays_all, due, np.where(sued, 0.0, means))
        self.penalty_paid[here] += to_penalty
        self.recovered[here] += np.where(self.defaulted[here], discounted(paid, month - self.first_default[here]), 0.0)
        refilled = np.where(sued, means - due, np.minimum(means - due, np.maximum(OPENING_CASH, cash)))
        self.cash[here] = np.where(pays_all, refilled, np.where(sued, means, 0.0))
        overdue = np.where(pays_all, 0.0, overdue - (paid - to_penalty))
        self.overdue[here], self.penalty[here] = overdue, np.where(pays_all, 0.0, penalty - to_penalty)
        missed = np.where(sued, self.missed[here], np.ceil(overdue / self.instalment - 1e-9).astype(int))
        self.missed[here] = np.where(pays_all, 0, missed)
        self.in_default[here] &= ~pays_all  # a default on record is thereby reinstated
        self.sued[here] &= ~pays_all

        if month <= HORIZON:
            defaults = here[(self.missed[here] >= DEFAULT_MISSED) & ~self.in_default[here]]
            self.in_default[defaults], self.default_month[defaults] = True, month
            first = defaults[~self.defaulted[defaults]]
            self.ead[first] = self.principal + self.overdue[first] + self.penalty[first]
            self.first_default[first], self.defaulted[first] = month, True  # counted once

        since_default = month - self.default_month[here]
        first_round = TO_SUIT + TO_JUDGMENT + TO_AUCTION
        judged &= ~pays_all
        debt = self.principal + self.overdue[here] + self.penalty[here]
        offered = (self.missed[here] >= SALE_MISSED) & ~(judged & (since_default >= first_round))
        sells = offered & (self.value[here] * (1 - SELLING_COST) + self.cash[here] >= debt)
        self.close(here[sells], month, sells=True)
        self.auction(here[judged & (since_default == first_round) & ~sells], month, first=True)
        self.auction(here[judged & (since_default > first_round) & ~sells], month, first=False)

    def auction(self, here, month, first):
        if here.size == 0:
            return
        if not first:  # the second always ends the case: sold, or taken by the lender
            return self.settle(here, np.minimum(SECOND_START * self.start[here], self.value[here]), month)
        u = self.rng.random((2, here.size))
        self.start[here] = (START_LOW + (START_HIGH - START_LOW) * u[0]) * self.appraisal[here]
        sold = here[(self.start[here] <= self.value[here]) & (u[1] < SUCCESS_FIRST)]
        self.settle(sold, self.start[sold], month)

    def repaid(self, here):
        overdue = self.overdue[here]
        of_overdue = np.where(self.sued[here], overdue - self.overdue_interest[here], self.overdue_principal(overdue))
        return self.loan - self.principal - of_overdue

    def recover(self, here, amount, month):
        since = month - self.first_default[here]
        self.recovered[here] += np.where(self.defaulted[here], discounted(amount, since), 0.0)

    def close(self, here, month, sells):
        """The end outside the courts: sold, or still held and worth that much."""
        if here.size == 0:
            return
        debt = self.principal + self.overdue[here] + self.penalty[here]
        proceeds = self.value[here] * (1 - SELLING_COST if sells else 1)
        self.recover(here, debt, month)
        self.household_loss[here] = self.down + self.repaid(here) + self.penalty_paid[here] - (proceeds - debt)
        self.sold[here] = sells
        self.open[here] = self.in_default[here] = False

    def settle(self, here, price, month):
        if here.size == 0:
            return
        debt = self.principal + self.overdue[here] + self.penalty[here]
        to_lender = np.minimum(price, debt)
        deficiency = debt - to_lender
        loss = self.down + self.repaid(here) + self.penalty_paid[here] - (price - to_lender) + deficiency
        seized = np.minimum(self.cash[here], deficiency)
        self.recover(here, to_lender + seized, month)
        deficiency -= seized
        employed = self.employed[here]
        for later in range(1, COLLECTION + 1):
            if not (deficiency > 0).any():
                break
            employed = work(employed, self.rng.random(here.size))
            interest = deficiency * RATE_MONTHLY
            income = np.where(employed, WAGE, FLOOR_INCOME)
            collected = np.minimum(deficiency + interest, GARNISHED_SHARE * np.maximum(income - ALLOWANCE, 0.0))
            self.recover(here, collected, month + later)
            loss += interest  # of the deficiency: collected or still owed in the end
            deficiency += interest - collected
        self.household_loss[here] = loss
        self.auctioned[here] = True
        self.open[here] = self.in_default[here] = False

    def sums(self):
        lost = np.where(self.defaulted, self.ead - self.recovered, 0.0)
        return np.array([self.defaulted.sum(), self.sold.sum(), self.auctioned.sum(), self.ead.sum(), lost.sum(),
                         discounted(lost, self.first_default).sum(), (self.months_under_water > 0).sum(),
                         self.months_under_water.sum(), self.household_loss.sum(), self.lowest_cash.sum(),
                         self.deepest_equity.sum()])


def main():
    paths, cells = (int(argument) for argument in (sys.argv[1:] + ["100000", "1"][len(sys.argv) - 1:])[:2])
    seconds = 0.0
    print("down_payment  default  +-mcse   sold  auctioned   lgd  expected_loss  ever_under_water  "
          "months_under_water  household_loss  lowest_cash  deepest_equity")
    for down_payment in [0.30] if cells == 1 else DOWN_PAYMENTS:
        begin, rng, sums = time.perf_counter(), np.random.Generator(np.random.SFC64(SEED)), np.zeros(len(SUMS))
        for first in range(0, paths, BLOCK):
            sums += Households(min(BLOCK, paths - first), down_payment, rng).run().sums()
        seconds += time.perf_counter() - begin
        t, n = dict(zip(SUMS, sums)), paths
        pd = t["defaults"] / n
        print(f"{down_payment:12.2f} {pd:8.5f} {(pd * (1 - pd) / n) ** 0.5:7.5f} {t['sold'] / n:6.4f} "
              f"{t['auctioned'] / n:10.5f} {t['loss_at_default'] / max(t['ead'], 1.0):5.3f} "
              f"{t['loss_at_origination'] / n / (PRICE * (1 - down_payment)):14.6f} {t['ever_under_water'] / n:17.5f} "
              f"{t['months_under_water'] / n:19.3f} {t['household_loss'] / n:15.0f} {t['lowest_cash'] / n:12.0f} "
              f"{t['deepest_equity'] / n:15.4f}")
    total = paths * HORIZON * cells
    print(f"{seconds:.3f} s: {total / seconds / 1e6:.1f} million household-months a second, {seconds / total * 1e9:.2f} ns each")


main()
