"""The study of reference.toml in Numba: reference.cpp line by line, compiled by LLVM, one thread.

    pip install numba
    python benches/reference_numba.py 1000000 1        one million paths, 30% down
    python benches/reference_numba.py 1000000 7        seven down payments, each path run again from the same seed

One household at a time, one month at a time: what Numba is best at. Random numbers are those of the C++ program (xoshiro256++
and the ziggurat, a seed a path), so that both give the same numbers to the last digits printed. Compiling is not timed.
"""

import math
import sys
import time

import numpy as np
from numba import njit, uint64

# ---- the study ------------------------------------------------------------------------------------------------------
HORIZON, TERM, TO_SUIT, TO_JUDGMENT, TO_AUCTION, COLLECTION = 120, 360, 3, 3, 3, 36  # months
PRICE, RATE_MONTHLY = 2_000_000.0, 0.042 / 12
DRIFT, VOLATILITY = (-0.02 - 0.5 * 0.12 * 0.12) / 12, 0.12 / math.sqrt(12)
SEPARATION, FINDING = np.uint64(2**64 * 0.01), np.uint64(2**64 * 0.15)  # a month, of 2^64
WAGE, FLOOR_INCOME, SPENDING, OPENING_CASH = 20_000.0, 4_000.0, 7_000.0, 60_000.0
PENALTY_MULTIPLE, SELLING_COST = 1.5, 0.03
SALE_MISSED, DEFAULT_MISSED = 3, 6  # instalments
START_LOW, START_HIGH, SUCCESS_FIRST, SECOND_START = 0.70, 0.80, 0.5, 0.8
GARNISHED_SHARE, ALLOWANCE = 0.25, 0.45 * WAGE
DOWN_PAYMENTS = [0.15, 0.20, 0.25, 0.30, 0.40, 0.50, 0.70]

# Sums over paths.
(PATHS, DEFAULTS, SOLD, AUCTIONED, EAD, LOSS_AT_DEFAULT, LOSS_AT_ORIGINATION, EVER_UNDER_WATER, MONTHS_UNDER_WATER,
 HOUSEHOLD_LOSS, LOWEST_CASH, DEEPEST_EQUITY, MONTHS) = range(13)


# ---- chance ---------------------------------------------------------------------------------------------------------
def layers():
    """Ziggurat of 256 layers of equal area (Marsaglia and Tsang 2000)."""
    last, area = 3.6541528853610088, 0.00492867323399
    x, f = np.zeros(257), np.zeros(257)
    x[1] = last
    for i in range(1, 256):
        f[i] = math.exp(-0.5 * x[i] * x[i])
        x[i + 1] = math.sqrt(-2 * math.log(area / x[i] + f[i])) if i < 255 else 0.0
    x[0], f[0], f[256] = area / f[1], 0.0, 1.0
    return x, f


X, F = layers()


@njit(inline="always")
def seeded(state, seed):
    """Four words from splitmix64."""
    for i in range(4):
        seed += uint64(0x9E3779B97F4A7C15)
        z = (seed ^ (seed >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> uint64(27))) * uint64(0x94D049BB133111EB)
        state[i] = z ^ (z >> uint64(31))


@njit(inline="always")
def rotl(x, k):
    return (x << uint64(k)) | (x >> uint64(64 - k))


@njit(inline="always")
def word(s):
    """xoshiro256++ (Blackman and Vigna 2019)."""
    result, t = rotl(s[0] + s[3], 23) + s[0], s[1] << uint64(17)
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotl(s[3], 45)
    return result


@njit(inline="always")
def uniform(s):
    return (np.float64(word(s) >> uint64(11)) + 0.5) * 2.0**-53  # inside (0, 1)


@njit
def unlucky(s, i, z):
    """What few normal numbers need: the tail, or a second look at a layer; NaN where it has to be drawn again."""
    if i == 0:
        while True:
            a, b = -math.log(uniform(s)) / X[1], -math.log(uniform(s))
            if b + b >= a * a:
                return -(X[1] + a) if z < 0 else X[1] + a
    return z if F[i] + (F[i + 1] - F[i]) * uniform(s) < math.exp(-0.5 * z * z) else math.nan


@njit(inline="always")
def normal(s):
    while True:
        bits = word(s)
        i = np.int64(bits & uint64(255))
        z = (np.float64(np.int64(bits) >> 11) + 0.5) * 2.0**-52 * X[i]
        if abs(z) < X[i + 1]:
            return z
        z = unlucky(s, i, z)
        if z == z:
            return z


# ---- one household --------------------------------------------------------------------------------------------------
@njit(inline="always")
def overdue_principal(overdue, principal, instalment):
    """Principal in the overdue instalments before suit; of the oldest, interest is paid first."""
    total, left, balance = 0.0, overdue, principal
    while left > 1e-6:  # from the youngest unpaid instalment back
        balance = (balance + instalment) / (1 + RATE_MONTHLY)  # before that instalment fell due
        total += min(instalment - balance * RATE_MONTHLY, left)
        left -= instalment
    return total


@njit(inline="always")
def discounted(amount, months):
    return amount * (1 + RATE_MONTHLY) ** -months


@njit
def household(s, down_payment, totals):
    down = PRICE * down_payment
    loan = PRICE - down
    principal = loan  # not yet fallen due
    instalment = loan * RATE_MONTHLY / (1 - (1 + RATE_MONTHLY) ** -TERM)
    overdue = penalty = penalty_paid = overdue_interest = start = 0.0
    cash, income, odds = OPENING_CASH, WAGE, SEPARATION
    log_value, value, appraisal, ead, recovered, household_loss = 0.0, PRICE, 0.0, 0.0, 0.0, 0.0
    lowest_cash, deepest_equity = OPENING_CASH, 1.0
    missed = default_month = first_default = months_under_water = months = sold = auctioned = t = 0
    employed, in_default, defaulted, sued, judged = True, False, False, False, False

    while True:
        t += 1
        log_value += DRIFT + VOLATILITY * normal(s)
        value = PRICE * math.exp(log_value)
        months += 1
        if word(s) < odds:
            employed = not employed
            odds = SEPARATION if employed else FINDING
            income = WAGE if employed else FLOOR_INCOME
        if in_default and not sued and t == default_month + TO_SUIT:  # from here on only principal falls due
            overdue_interest = overdue - overdue_principal(overdue, principal, instalment)
            sued = True
        judged = sued and t >= default_month + TO_SUIT + TO_JUDGMENT
        first_auction = default_month + TO_SUIT + TO_JUDGMENT + TO_AUCTION
        if judged and t == first_auction - TO_AUCTION:
            appraisal = value
        margin = income - SPENDING
        if margin < 0:  # what cash cannot cover is unmet spending
            cash, margin = max(0.0, cash + margin), 0.0
        paid = -1.0
        if sued:
            penalty += PENALTY_MULTIPLE * RATE_MONTHLY * (principal + overdue)
            falls_due = instalment - principal * RATE_MONTHLY
            principal -= falls_due
            overdue += falls_due
            cash += margin
            if not judged and cash >= overdue + penalty:
                paid = overdue + penalty
                cash -= paid
        else:
            penalty += PENALTY_MULTIPLE * RATE_MONTHLY * overdue
            principal -= instalment - principal * RATE_MONTHLY
            overdue += instalment
            means, due = margin + cash, overdue + penalty
            if means >= due:
                cash = min(means - due, max(OPENING_CASH, cash))  # refilled to the opening cash, no more
                paid = due
            else:
                to_penalty = max(0.0, means - overdue)
                penalty_paid += to_penalty
                if defaulted:
                    recovered += discounted(means, t - first_default)
                penalty -= to_penalty
                overdue -= means - to_penalty
                cash = 0.0
                missed = int(math.ceil(overdue / instalment - 1e-9))
        if paid >= 0:  # everything: a default on record is thereby reinstated
            penalty_paid += penalty
            if defaulted:
                recovered += discounted(paid, t - first_default)
            overdue = penalty = 0.0
            missed = 0
            in_default = sued = False

        if missed >= DEFAULT_MISSED and not in_default and t <= HORIZON:
            in_default, default_month = True, t
            if not defaulted:
                first_default, ead = t, principal + overdue + penalty
            defaulted = True  # counted once
        debt = principal + overdue + penalty
        proceeds = value * (1 - SELLING_COST)
        closed = False
        if missed >= SALE_MISSED and (not judged or t < first_auction) and proceeds + cash >= debt:
            sold, closed = 1, True
        elif judged and t >= first_auction:  # the second round always ends the case: sold, or taken by the lender
            price = -1.0
            if t > first_auction:
                price = min(SECOND_START * start, value)
            else:
                start = (START_LOW + (START_HIGH - START_LOW) * uniform(s)) * appraisal
                if start <= value and uniform(s) < SUCCESS_FIRST:
                    price = start
            if price >= 0:
                auctioned = 1
                to_lender = min(price, debt)
                deficiency = debt - to_lender
                repaid = loan - principal - (overdue - overdue_interest)
                household_loss = down + repaid + penalty_paid - (price - to_lender) + deficiency
                seized = min(cash, deficiency)
                recovered += discounted(to_lender, t - first_default) + discounted(seized, t - first_default)
                deficiency -= seized
                m = 1
                while m <= COLLECTION and deficiency > 0:
                    months += 1
                    if word(s) < odds:
                        employed = not employed
                        odds = SEPARATION if employed else FINDING
                        income = WAGE if employed else FLOOR_INCOME
                    interest = deficiency * RATE_MONTHLY
                    garnished = GARNISHED_SHARE * max(income - ALLOWANCE, 0.0)
                    collected = min(deficiency + interest, garnished)
                    recovered += discounted(collected, t + m - first_default)
                    household_loss += interest  # of the deficiency: collected or still owed in the end
                    deficiency += interest - collected
                    m += 1
                break
        if not closed:
            if value < debt:
                months_under_water += 1
            deepest_equity = min(deepest_equity, (value - debt) / value)
            lowest_cash = min(lowest_cash, cash)
            # A case in default at the horizon is closed or reinstated well within the tail.
            closed = t >= HORIZON and not in_default
            proceeds = value
        if closed:  # outside the courts: sold for `proceeds`, or still held and worth that much
            if defaulted:
                recovered += discounted(debt, t - first_default)
            of_overdue = overdue - overdue_interest if sued else overdue_principal(overdue, principal, instalment)
            household_loss = down + loan - principal - of_overdue + penalty_paid - (proceeds - debt)
            break

    totals[PATHS] += 1
    totals[MONTHS] += months
    totals[SOLD] += sold
    totals[AUCTIONED] += auctioned
    totals[DEFAULTS] += defaulted
    if defaulted:
        totals[EAD] += ead
        totals[LOSS_AT_DEFAULT] += ead - recovered
        totals[LOSS_AT_ORIGINATION] += discounted(ead - recovered, first_default)
    totals[EVER_UNDER_WATER] += months_under_water > 0
    totals[MONTHS_UNDER_WATER] += months_under_water
    totals[HOUSEHOLD_LOSS] += household_loss
    totals[LOWEST_CASH] += lowest_cash
    totals[DEEPEST_EQUITY] += deepest_equity


@njit
def simulate(paths, down_payment):
    totals, state = np.zeros(13), np.empty(4, np.uint64)
    for path in range(paths):
        seeded(state, uint64(path))
        household(state, down_payment, totals)
    return totals


def main():
    paths, cells = (int(argument) for argument in (sys.argv[1:] + ["100000", "1"][len(sys.argv) - 1:])[:2])
    simulate(1, 0.30)
    seconds = months = 0.0
    print("down_payment  default  +-mcse   sold  auctioned   lgd  expected_loss  ever_under_water  "
          "months_under_water  household_loss  lowest_cash  deepest_equity")
    for down_payment in [0.30] if cells == 1 else DOWN_PAYMENTS:
        begin = time.perf_counter()
        t = simulate(paths, down_payment)
        seconds += time.perf_counter() - begin
        months += t[MONTHS]
        n, pd = t[PATHS], t[DEFAULTS] / t[PATHS]
        print(f"{down_payment:12.2f} {pd:8.5f} {math.sqrt(pd * (1 - pd) / n):7.5f} {t[SOLD] / n:6.4f} "
              f"{t[AUCTIONED] / n:10.5f} {t[LOSS_AT_DEFAULT] / max(t[EAD], 1.0):5.3f} "
              f"{t[LOSS_AT_ORIGINATION] / n / (PRICE * (1 - down_payment)):14.6f} {t[EVER_UNDER_WATER] / n:17.5f} "
              f"{t[MONTHS_UNDER_WATER] / n:19.3f} {t[HOUSEHOLD_LOSS] / n:15.0f} {t[LOWEST_CASH] / n:12.0f} "
              f"{t[DEEPEST_EQUITY] / n:15.4f}")
    total = paths * HORIZON * cells
    print(f"{seconds:.3f} s: {total / seconds / 1e6:.1f} million household-months a second, "
          f"{seconds / total * 1e9:.2f} ns each; months stepped: {months / 1e6:.1f} million of {total / 1e6:.1f}")


main()
