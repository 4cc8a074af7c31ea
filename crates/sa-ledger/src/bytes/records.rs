//! The records of an account: what each is made of, in the order in which it is written.

use sa_model::due_date::vat::VatScheme;
use sa_model::{
    AccountHolder, Amendment, BreathingSpace, CodedOut, CodingOut, CodingOutChoice, Credit, Dated,
    FlatRateScheme, ItsaFiling, ItsaTaxpayer, ObligationPeriod, PaymentReversal, Period,
    PoaAdjustmentReason, Quarter, ReceivedFiling, Repayment, RepaymentClaim, RepaymentWithdrawal,
    ReturnForm, Settlement, Stagger, StandingOver, SubmittedReturn, TaxCodeComponent, TaxCodeId,
    TaxCodePurpose, TaxCodeRequest, TaxYear, VatBoxes, VatChargePeriod, VatReturn, VatSchedule,
    VatTrader,
};

use super::part::Part;
use super::reader::Reader;
use super::writer::Writer;
use super::{BytesError, timeline};
use crate::account::Account;
use crate::filings::Filings;
use crate::index::Index;
use crate::place::Place;
use crate::record::{Awaiting, Changes, ClaimRecord, DirectionRecord, Settled, Target};
use crate::tax_code::TaxCodeRecords;
use crate::work::Work;

macro_rules! records {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl Part for $name {
            #[inline]
            fn write<'a>(&'a self, out: &mut Writer<'a>) {
                let Self { $($field),* } = self;
                $($field.write(out);)*
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
                Ok(Self { $($field: Part::read(from)?),* })
            }
        }
    )*};
}

records! {
    ItsaTaxpayer { utr, nino, mtd_it_id, mtd_from }
    VatTrader { vrn, registered, settlement, schedule, flat_rate_scheme }
    VatSchedule { stagger, from, scheme }
    FlatRateScheme { category, start }
    VatChargePeriod { key, from, to }
    Changes { amendments, coded_out, stood_over }
    Amendment { charge, amount, reason, poa_adjustment_reason }
    CodedOut { charge, amount, collected_in }
    StandingOver { charge, amount }
    Credit { id, kind, amount, period }
    PaymentReversal { payment, reason }
    ClaimRecord { claimed, settled }
    RepaymentClaim { id, amount, description, method }
    Repayment { claim, interest }
    RepaymentWithdrawal { claim }
    DirectionRecord { recorded, credit, target }
    BreathingSpace { from, to }
    ObligationPeriod { key, start, end, due }
    SubmittedReturn { vat_return, form_bundle_number, raised, charge_reference }
    VatBoxes {
        vat_due_sales, vat_due_acquisitions, total_vat_due, vat_reclaimed_curr_period, net_vat_due,
        total_value_sales_ex_vat, total_value_purchases_ex_vat, total_value_goods_supplied_ex_vat,
        total_acquisitions_ex_vat,
    }
    TaxCodeRecords { requests, choices }
    TaxCodeRequest { tax_year, components }
    TaxCodeComponent { purpose, id, amount }
    CodingOutChoice { tax_year, choice }
    Filings { required, received }
}

macro_rules! enums {
    ($($name:ident {
        $($tag:literal $variant:ident $(($part:ident))? $({ $($field:ident),* })?,)*
    })*) => {$(
        impl Part for $name {
            #[inline]
            fn write<'a>(&'a self, out: &mut Writer<'a>) {
                match self {
                    $(Self::$variant $(($part))? $({ $($field),* })? => {
                        out.bytes([$tag]);
                        $($part.write(out);)?
                        $($($field.write(out);)*)?
                    })*
                }
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
                match from.u8()? {
                    $($tag => {
                        $(let $part = Part::read(from)?;)?
                        $($(let $field = Part::read(from)?;)*)?
                        Ok(Self::$variant $(($part))? $({ $($field),* })?)
                    })*
                    _ => Err(BytesError::Number),
                }
            }
        }
    )*};
}

enums! {
    AccountHolder { 0 Itsa(taxpayer), 1 Vat(trader), }
    Settlement { 0 None, 1 DirectDebit, 2 BankDetails, 3 DirectDebitAndBankDetails, }
    Stagger { 0 Monthly, 1 A, 2 B, 3 C, }
    VatScheme { 0 Standard, 1 PaymentsOnAccount, 2 AnnualAccounting, }
    Period { 0 TaxYear(year), 1 Vat(period), }
    PoaAdjustmentReason {
        1 ProfitsDown, 2 OtherIncomeDown, 3 AllowancesUp, 4 DeductedAtSource, 5 IncreasedAgain,
    }
    Target { 0 Nobody, 1 Charge(place), 2 Awaited, }
    Awaiting { 0 Credit(place), 1 Direction(place), }
    Settled { 0 Repaid(repayment), 1 Withdrawn(withdrawal), }
    TaxCodePurpose {
        0 PayeUnderpayment, 1 SelfAssessmentUnderpayment, 2 Debt, 3 InYearAdjustment,
    }
    CodingOut { 0 OptedIn, 1 OptedOut, }
    Quarter { 1 First, 2 Second, 3 Third, 4 Fourth, }
    ItsaFiling { 0 TaxReturn { tax_year }, 1 QuarterlyUpdate { tax_year, quarter }, }
    ReceivedFiling { 0 TaxReturn { tax_year, form }, 1 QuarterlyUpdate { tax_year, quarter }, }
    ReturnForm { 0 Online, 1 Paper, }
}

impl Part for Account {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        let Self {
            holder,
            version,
            insolvent_since,
            charges,
            credits,
            claims,
            directions,
            breathing_spaces,
            obligations,
            returns,
            tax_code,
            filings,
            timeline,
            awaited,
            charged_pence,
            credited_pence,
            index: _,
            work: _,
        } = self;
        holder.write(out);
        version.write(out);
        insolvent_since.write(out);
        charged_pence.write(out);
        credited_pence.write(out);
        charges.write(out);
        credits.write(out);
        claims.write(out);
        directions.write(out);
        breathing_spaces.write(out);
        obligations.write(out);
        returns.write(out);
        tax_code.write(out);
        filings.write(out);
        awaited.write(out);
        timeline::write(timeline, out);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        // In the order in which they are written.
        Ok(Self {
            holder: Part::read(from)?,
            version: Part::read(from)?,
            insolvent_since: Part::read(from)?,
            charged_pence: Part::read(from)?,
            credited_pence: Part::read(from)?,
            charges: Part::read(from)?,
            credits: Part::read(from)?,
            claims: Part::read(from)?,
            directions: Part::read(from)?,
            breathing_spaces: Part::read(from)?,
            obligations: Part::read(from)?,
            returns: Part::read(from)?,
            tax_code: Part::read(from)?,
            filings: Part::read(from)?,
            awaited: Part::read(from)?,
            timeline: timeline::read(from)?,
            index: Index::default(),
            work: Work::default(),
        })
    }
}

impl<T: Part> Part for Dated<T> {
    #[inline]
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.times(self.effective, self.recorded);
        self.record.write(out);
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let (effective, recorded) = from.times()?;
        Ok(Self {
            effective,
            recorded,
            record: T::read(from)?,
        })
    }
}

impl Part for VatReturn {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.text(self.period_key().as_str());
        self.boxes().write(out);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let key = Part::read(from)?;
        Self::new(key, VatBoxes::read(from)?).map_err(|_refused| BytesError::Value)
    }
}

impl Part for TaxYear {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.bytes(self.end_year().to_le_bytes());
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        Self::ending(from.u16()?).map_err(|_refused| BytesError::Value)
    }
}

impl Part for TaxCodeId {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.number(self.get());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        Self::new(from.number()?).map_err(|_refused| BytesError::Value)
    }
}

impl Part for Place {
    #[inline]
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.count(self.index());
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        from.length().map(Self::behind)
    }
}
